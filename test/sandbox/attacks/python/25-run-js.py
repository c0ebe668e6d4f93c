# attack: the JavaScript around Pyodide
# promise: host
# from: reference 25; n8n CVE-2025-68668, Grist CVE-2026-24002
# bound: a few lookups
# expect: refused
from attempt import attempt

LOOK = "[typeof process, typeof require, typeof Deno, typeof fetch, typeof ivm].filter((t) => t !== 'undefined').join()"


def through_run_js():
    from pyodide.code import run_js

    return str(run_js(LOOK))


def through_js():
    import js

    return [name for name in ("process", "require", "fetch", "Deno", "WebSocket") if hasattr(js, name)] or None


def a_command():
    import js

    return str(js.process.mainModule.require("child_process").execSync("id"))


attempt("run_js", through_run_js, ImportError, Exception)
attempt("the module js", through_js, ImportError, Exception)
attempt("a command", a_command, ImportError, Exception)
