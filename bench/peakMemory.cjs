// Loaded before a command: leaves the largest memory of its process, in kB, when it ends.
if (require('node:worker_threads').isMainThread) {
  process.on('exit', () => {
    require('node:fs').writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS))
  })
}
