# attack: packages that are installed on this machine
# promise: library
# from: the standard library only
# bound: a few imports
# expect: refused
import glob
import importlib
import os
import sys

from attempt import attempt

version = "python%d.%d" % sys.version_info[:2]
folders = ["/usr/lib/python3/dist-packages", "/usr/local/lib/%s/dist-packages" % version, sys.prefix + "/lib/%s/site-packages" % version]
folders += ["/usr/lib/%s/site-packages" % version, "/usr/lib64/%s/site-packages" % version, os.path.expanduser("~/.local/lib")]
for folder in folders:
    attempt("listing " + folder, lambda: os.listdir(folder) or None)
    sys.path.append(folder)
for name in ("pip", "setuptools", "yaml", "numpy", "requests", "apt_pkg", "six", "pkg_resources", "dbus"):
    attempt(name, lambda: importlib.import_module(name), ImportError)
attempt("anything", lambda: glob.glob("/usr/lib/python3*/*-packages/*") or None)
