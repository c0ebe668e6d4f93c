# attack: not ending when mastery does
# promise: processes
# from: PR_SET_PDEATHSIG can be taken back
# bound: one attempt each
# expect: refused
# expect isolate: refused or forbidden
from attempt import attempt, system_call

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER, PR_SET_PTRACER = 1, 36, 0x59616D61
attempt("no signal when the parent ends", lambda: system_call("prctl", PR_SET_PDEATHSIG, 0, 0, 0, 0))
attempt("everybody may look into it", lambda: system_call("prctl", PR_SET_PTRACER, -1, 0, 0, 0))
attempt("a parent for those that lost theirs", lambda: system_call("prctl", PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0))
