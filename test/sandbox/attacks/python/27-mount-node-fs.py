# attack: the host's folders mounted into Pyodide
# promise: files
# from: reference 27
# bound: a few lookups
# expect: refused
from attempt import attempt, read


def mount():
    import pyodide_js

    pyodide_js.mountNodeFS("/mnt", "/")
    return read("/mnt@SECRET_FILE@")


def through_fs():
    import pyodide_js

    fs = pyodide_js.FS
    fs.mkdir("/host")
    fs.mount(fs.filesystems.NODEFS, {"root": "/"}, "/host")
    return read("/host@SECRET_FILE@")


attempt("mountNodeFS", mount, Exception)
attempt("NODEFS", through_fs, Exception)
attempt("the file itself", lambda: read("@SECRET_FILE@"))
