import fc from 'fast-check'

/** Generated models are the same in every run, so that a failure can be repeated; FC_SEED=… npm test tries others. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20230727) })
