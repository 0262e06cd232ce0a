"""
Peers in numpy: each line of stdin asks for one call, {"module": …, "call": …, "args": {…}, "repeats": 1, "value":
false, "patience": 30}, answered by a line with the processor seconds a call takes, with its value where that is asked
for, or with what went wrong, more seconds by the clock than the patience among it. A call is a function of a module
beside this file that prepares and returns a function of no arguments, which alone is timed.
"""
import ctypes
import importlib
import json
import os
import re
import signal
import sys
import time
import warnings

import numpy as np

warnings.simplefilter('ignore')
answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)  # what a peer prints is no answer
prepared = {}


def machine():
    """Versions, and the library and the kernels that numpy multiplies with."""
    np.ones((2, 2)) @ np.ones((2, 2))
    maps = open('/proc/self/maps').read() if os.path.exists('/proc/self/maps') else ''
    found = re.search(r'(/\S*(?:openblas|mkl_rt|blis|libblas)\S*)', maps)
    blas = os.path.basename(found[1]) if found else 'unknown'
    about = {'python': sys.version.split()[0], 'numpy': np.__version__, 'blas': blas}
    library = ctypes.CDLL(found[1]) if found else None
    for name in ('openblas_get_%s', 'scipy_openblas_get_%s64_', 'scipy_openblas_get_%s'):
        if hasattr(library, name % 'config'):
            config, kernels = getattr(library, name % 'config'), getattr(library, name % 'corename')
            config.restype = kernels.restype = ctypes.c_char_p
            return {**about, 'blas': ' '.join(config().decode().split()[:2]), 'kernels': kernels().decode()}
    return about


def processor_time():
    """Of this process and of those it has started and waited for, in seconds."""
    t = os.times()
    return time.process_time() + t.children_user + t.children_system


def prepare(module, call, args):
    key = json.dumps([module, call, args])
    if key not in prepared:
        prepared.clear()
        prepared[key] = getattr(importlib.import_module(module), call)(**args)
    return prepared[key]


def answer(module, call, args, repeats=1, value=False):
    work = prepare(module, call, args)
    start = processor_time()
    for _ in range(repeats):
        result = work()
    return {'seconds': (processor_time() - start) / repeats, **({'value': result} if value else {})}


def out_of_time(*_):
    raise TimeoutError(f'more than {patience} s')


signal.signal(signal.SIGALRM, out_of_time)
print(json.dumps(machine()), file=answers, flush=True)
for line in sys.stdin:
    question = json.loads(line)
    patience = question.pop('patience', 30)
    signal.alarm(patience)
    try:
        reply = answer(**question)
    except Exception as error:  # a peer that cannot is told of
        reply = {'error': f'{type(error).__name__}: {error}'}
    signal.alarm(0)
    print(json.dumps(reply), file=answers, flush=True)
