"""Who may open and do what: the whole of domain.md §6 as a table, one line for each address and method.

A cell holds one letter for each person, in the order of ``tests.world.ROLES``:

    anonymous . reporter signatory other-organization . supervisor far insider . leader administrator auditor

where ``far`` supervises another area and ``insider`` belongs to the reporting organization. The letters:

    P  a page            A  the act is done, and another page follows     =  answered like a page, nothing changes
    L  to the sign-in    N  not there (404)                               S  refused, and a sentence says why (403)
    M  wrong method      O  too late (409), and a sentence says who was first
    ?  sent on to another page, nothing changes
"""

STATES = ("blank", "started", "submitted", "returned", "approved")
OTHER_STATES = ("awaiting", "correcting", "closed")

# What does not depend on the state of a report.
SITE = """
work:home            GET  L.PPP.PPP.?PP
work:home            POST L.===.===.?==
overview:index       GET  L.PPP.PPP.PPP
overview:index       POST L.===.===.===
measures:index       GET  L.PPP.PPP.PPP
measures:index       POST L.===.===.===
measures:show        POST L.===.===.===
measures:goals       GET  L.PPP.PPP.PPP
measures:goals       POST L.SSS.SSS.SOS
measures:light       GET  L.SSS.PSS.SPS
measures:light       POST L.SSS.ASS.SAS
measures:end_light   GET  L.MMM.MMM.MMM
measures:end_light   POST L.SSS.ASS.SAS
lights:rules         GET  L.PPP.PPP.PPP
lights:rules         POST L.===.===.===
extensions:ask       GET  L.PPS.SSS.SSS
extensions:ask       POST L.AAS.SSS.SSS
extensions:index     GET  L.PPP.PPP.PPP
extensions:index     POST L.===.===.===
extensions:show      GET  L.PPN.PNN.NNN
extensions:show      POST L.SSN.ANN.NNN
extensions:withdraw  GET  L.MMM.MMM.MMM
extensions:withdraw  POST L.AAN.SNN.NNN
organizations:show   GET  L.PPP.PPP.PPP
organizations:show   POST L.===.===.===
since:index          GET  L.PPP.PPP.PPP
since:index          POST L.===.===.===
timeline:index       GET  L.PPP.PPP.PPP
timeline:index       POST L.===.===.===
rates:index          GET  L.PPP.PPP.PPP
rates:index          POST L.===.===.===
forecasts:index      GET  L.PPP.PPP.PPP
forecasts:index      POST L.===.===.===
briefings:index      GET  L.PPP.PPP.PPP
briefings:index      POST L.===.===.SSS
briefings:templates  GET  L.SSS.SSS.SPS
briefings:templates  POST L.SSS.SSS.S=S
briefings:retire     GET  L.MMM.MMM.MMM
briefings:retire     POST L.SSS.SSS.SAS
briefings:template_file GET  L.SSS.SSS.SPS
briefings:template_file POST L.MMM.MMM.MMM
indicators:index     GET  L.PPP.PPP.PPP
indicators:index     POST L.===.===.===
indicators:show      GET  L.PPP.PPP.PPP
indicators:show      POST L.===.===.===
objectives:index     GET  L.PPP.PPP.PPP
objectives:index     POST L.===.===.===
health:live          GET  P.PPP.PPP.PPP
health:live          POST M.MMM.MMM.MMM
health:ready         GET  P.PPP.PPP.PPP
health:ready         POST M.MMM.MMM.MMM
health:metrics       GET  P.PPP.PPP.PPP
health:metrics       POST M.MMM.MMM.MMM
plan:show            GET  L.PPP.PPP.PPP
plan:show            POST L.===.===.===
notices:index        GET  L.PPP.PPP.PPP
notices:index        POST L.===.===.===
account:show         GET  L.PPP.PPP.PPP
account:show         POST L.AAA.AAA.AAA
account:password     GET  L.PPP.PPP.PPP
account:password     POST L.===.===.===
documents:index      GET  L.PPP.PPP.PPP
documents:index      POST L.SSS.SSS.SAS
documents:show       GET  L.NNN.NNN.NPN
documents:show       POST L.NNN.NNN.N=N
documents:item       GET  L.NNN.NNN.NPN
documents:item       POST L.NNN.NNN.NAN
documents:facts      GET  L.NNN.NNN.NPN
documents:facts      POST L.NNN.NNN.NAN
documents:apply      GET  L.MMM.MMM.MMM
documents:apply      POST L.NNN.NNN.NAN
documents:drop       GET  L.MMM.MMM.MMM
documents:drop       POST L.NNN.NNN.NAN
documents:coverage   GET  L.PPP.PPP.PPP
documents:coverage   POST L.MMM.MMM.MMM
documents:file       GET  L.PPP.PPP.PPP
documents:file       POST L.MMM.MMM.MMM
exports:index        GET  L.PPP.PPP.PPP
exports:index        POST L.===.===.===
exports:ledger       GET  L.PPP.PPP.PPP
exports:ledger       POST L.MMM.MMM.MMM
exports:reports      GET  L.???.???.???
exports:reports      POST L.MMM.MMM.MMM
copies:make          GET  L.MMM.MMM.MMM
copies:make          POST L.?S?.SSS.SSS
copies:upload        GET  L.PPP.SSS.SSS
copies:upload        POST L.=S=.SSS.SSS
returns:show         GET  L.PPN.NNN.NNN
returns:show         POST L.MMM.MMM.MMM
returns:choose       GET  L.MMM.MMM.MMM
returns:choose       POST L.ASN.NNN.NNN
returns:apply        GET  L.MMM.MMM.MMM
returns:apply        POST L.OSN.NNN.NNN
returns:drop         GET  L.MMM.MMM.MMM
returns:drop         POST L.ASN.NNN.NNN
returns:marked       GET  L.PPN.NNN.NNN
returns:marked       POST L.MMM.MMM.MMM
readings:index       GET  L.PPP.PPP.PPP
readings:index       POST L.===.===.===
readings:report      GET  L.PPP.SSS.SSS
readings:report      POST L.===.SSS.SSS
readings:approve     GET  L.MMM.MMM.MMM
readings:approve     POST L.SSS.???.SSS
readings:decide      GET  L.SSN.PNN.NNN
readings:decide      POST L.SSN.ANN.NNN
readings:recall      GET  L.MMM.MMM.MMM
readings:recall      POST L.AAN.SNN.NNN
readings:sheet       GET  L.PPP.PPP.PPP
readings:sheet       POST L.MMM.MMM.MMM
readings:upload      GET  L.PPP.SSS.SSS
readings:upload      POST L.===.SSS.SSS
readings:returned    GET  L.PPN.NNN.NNN
readings:returned    POST L.MMM.MMM.MMM
readings:apply       GET  L.MMM.MMM.MMM
readings:apply       POST L.OON.NNN.NNN
readings:drop        GET  L.MMM.MMM.MMM
readings:drop        POST L.AAN.NNN.NNN
help:show            GET  L.PPP.PPP.PPP
help:show            POST L.===.===.===
review:index         GET  L.SSS.?PP.SSS
review:index         POST L.SSS.===.SSS
login                GET  P.???.???.???
login                POST P.???.???.???
logout               GET  L.MMM.MMM.MMM
logout               POST L.???.???.???
set_language         GET  ?.???.???.???
set_language         POST ?.AAA.AAA.AAA
"""

# What does: a cell for each of STATES.
REPORTS = """
measures:show     GET  L.PPP.PPP.PPP  L.PPP.PPP.PPP  L.PPP.PPP.PPP  L.PPP.PPP.PPP  L.PPP.PPP.PPP
reports:show      GET  L.PPN.NNN.NNN  L.PPN.NNN.NNN  L.PPN.PNN.NNN  L.PPN.PNN.NNN  L.PPP.PPP.PPP
reports:show      POST L.==N.NNN.NNN  L.==N.NNN.NNN  L.==N.=NN.NNN  L.==N.=NN.NNN  L.===.===.===
reports:edit      GET  L.PPN.NNN.NNN  L.PPN.NNN.NNN  L.SSN.SNN.NNN  L.PPN.SNN.NNN  L.SSS.SSS.SSS
reports:edit      POST L.AAN.NNN.NNN  L.AAN.NNN.NNN  L.SSN.SNN.NNN  L.AAN.SNN.NNN  L.SSS.SSS.SSS
reports:autosave  GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:autosave  POST L.AAN.NNN.NNN  L.AAN.NNN.NNN  L.SSN.SNN.NNN  L.AAN.SNN.NNN  L.SSS.SSS.SSS
reports:preview   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:preview   POST L.==N.NNN.NNN  L.==N.NNN.NNN  L.SSN.SNN.NNN  L.==N.SNN.NNN  L.SSS.SSS.SSS
reports:check     GET  L.??N.NNN.NNN  L.PPN.NNN.NNN  L.??N.SNN.NNN  L.PPN.SNN.NNN  L.SSS.SSS.SSS
reports:check     POST L.??N.NNN.NNN  L.==N.NNN.NNN  L.??N.SNN.NNN  L.==N.SNN.NNN  L.SSS.SSS.SSS
reports:submit    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:submit    POST L.??N.NNN.NNN  L.AAN.NNN.NNN  L.??N.SNN.NNN  L.AAN.SNN.NNN  L.SSS.SSS.SSS
reports:receipt   GET  L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.PPN.PNN.NNN  L.PPN.PNN.NNN  L.PPP.PPP.PPP
reports:receipt   POST L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.==N.=NN.NNN  L.==N.=NN.NNN  L.===.===.===
reports:recall    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:recall    POST L.SSN.NNN.NNN  L.SSN.NNN.NNN  L.AAN.SNN.NNN  L.SSN.SNN.NNN  L.SSS.SSS.SSS
reports:sign      GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:sign      POST L.SSN.NNN.NNN  L.SSN.NNN.NNN  L.SSN.SNN.NNN  L.SSN.SNN.NNN  L.SSS.SSS.SSS
reports:correct   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:correct   POST L.SSN.NNN.NNN  L.SSN.NNN.NNN  L.SSN.SNN.NNN  L.SSN.SNN.NNN  L.AAS.SSS.SSS
reports:attach    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:attach    POST L.AAN.NNN.NNN  L.AAN.NNN.NNN  L.SSN.SNN.NNN  L.AAN.SNN.NNN  L.SSS.SSS.SSS
reports:exception GET  L.SSN.PNN.NNN  L.SSN.PNN.NNN  L.SSN.SNN.NNN  L.SSN.SNN.NNN  L.SSS.SSS.SSS
reports:exception POST L.SSN.ANN.NNN  L.SSN.ANN.NNN  L.SSN.SNN.NNN  L.SSN.SNN.NNN  L.SSS.SSS.SSS
reports:end_exception GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:end_exception POST L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.NNN.NNN.NNN
evidence:download GET  L.PPN.NNN.NNN  L.PPN.NNN.NNN  L.PPN.PNN.NNN  L.PPN.NNN.NNN  L.PPP.PPP.PPP
evidence:download POST L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
evidence:remove   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
evidence:remove   POST L.AAN.NNN.NNN  L.AAN.NNN.NNN  L.SSN.SNN.NNN  L.AAN.NNN.NNN  L.SSS.SSS.SSS
review:show       GET  -              -              L.SSN.PNN.NNN  L.SSN.PNN.NNN  L.SSS.PPP.SSS
review:show       POST -              -              L.SSN.ANN.NNN  L.SSN.ONN.NNN  L.SSS.OOO.SSS
"""

# And for each of OTHER_STATES: awaiting signature, approved and being corrected, begun in a period that has closed and
# excused.
OTHER_REPORTS = """
measures:show     GET  L.PPP.PPP.PPP  L.PPP.PPP.PPP  L.PPP.PPP.PPP
reports:show      GET  L.PPN.NNN.NNN  L.PPP.PPP.PPP  L.PPN.NNN.NNN
reports:show      POST L.==N.NNN.NNN  L.===.===.===  L.==N.NNN.NNN
reports:edit      GET  L.SSN.NNN.NNN  L.PPS.SSS.SSS  L.SSN.NNN.NNN
reports:edit      POST L.SSN.NNN.NNN  L.AAS.SSS.SSS  L.SSN.NNN.NNN
reports:autosave  GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:autosave  POST L.SSN.NNN.NNN  L.AAS.SSS.SSS  L.SSN.NNN.NNN
reports:preview   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:preview   POST L.SSN.NNN.NNN  L.==S.SSS.SSS  L.SSN.NNN.NNN
reports:check     GET  L.??N.NNN.NNN  L.PPS.SSS.SSS  L.SSN.NNN.NNN
reports:check     POST L.??N.NNN.NNN  L.==S.SSS.SSS  L.SSN.NNN.NNN
reports:submit    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:submit    POST L.??N.NNN.NNN  L.AAS.SSS.SSS  L.SSN.NNN.NNN
reports:receipt   GET  L.PPN.NNN.NNN  L.PPP.PPP.PPP  L.NNN.NNN.NNN
reports:receipt   POST L.==N.NNN.NNN  L.===.===.===  L.NNN.NNN.NNN
reports:recall    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:recall    POST L.AAN.NNN.NNN  L.SSS.SSS.SSS  L.SSN.NNN.NNN
reports:sign      GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:sign      POST L.SAN.NNN.NNN  L.SSS.SSS.SSS  L.SSN.NNN.NNN
reports:correct   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:correct   POST L.SSN.NNN.NNN  L.SSS.SSS.SSS  L.SSN.NNN.NNN
reports:attach    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:attach    POST L.SSN.NNN.NNN  L.AAS.SSS.SSS  L.SSN.NNN.NNN
reports:exception GET  L.SSN.SNN.NNN  L.SSS.SSS.SSS  L.SSN.PNN.NNN
reports:exception POST L.SSN.SNN.NNN  L.SSS.SSS.SSS  L.SSN.SNN.NNN
reports:end_exception GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
reports:end_exception POST L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.SSN.ANN.NNN
evidence:download GET  L.PPN.NNN.NNN  L.PPN.NNN.NNN  L.PPN.NNN.NNN
evidence:download POST L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
evidence:remove   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
evidence:remove   POST L.SSN.NNN.NNN  L.AAN.NNN.NNN  L.SSN.NNN.NNN
review:show       GET  L.SSN.NNN.NNN  L.SSS.PPP.SSS  -
review:show       POST L.SSN.NNN.NNN  L.SSS.OOO.SSS  -
"""

# Briefings: a draft of the reporting organization, a draft on the whole zone, and an issued one on the whole zone.
BRIEFING_STATES = ("own", "zone", "issued")
BRIEFINGS = """
briefings:show    GET  L.PPN.PNP.NNN  L.NNN.NNP.NNN  L.PPP.PPP.PPP
briefings:show    POST L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
briefings:refresh GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
briefings:refresh POST L.AAN.ANA.NNN  L.NNN.NNA.NNN  L.SSS.SSS.SSS
briefings:issue   GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
briefings:issue   POST L.AAN.ANA.NNN  L.NNN.NNA.NNN  L.SSS.SSO.SSS
briefings:drop    GET  L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
briefings:drop    POST L.AAN.ANA.NNN  L.NNN.NNA.NNN  L.SSS.SSS.SSS
briefings:check   GET  L.NNN.NNN.NNN  L.NNN.NNN.NNN  L.PPP.PPP.PPP
briefings:check   POST L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
briefings:file    GET  L.PPN.PNP.NNN  L.NNN.NNP.NNN  L.PPP.PPP.PPP
briefings:file    POST L.MMM.MMM.MMM  L.MMM.MMM.MMM  L.MMM.MMM.MMM
"""

# The panel: the same for each kind of row. {} stands for the model.
PANEL = """
admin:index                 GET  L.SSS.SSS.SPP
admin:index                 POST L.SSS.SSS.S==
admin:app_list              GET  L.SSS.SSS.SPP
admin:app_list              POST L.SSS.SSS.S==
admin:operations            GET  L.SSS.SSS.SPS
admin:operations            POST L.SSS.SSS.SMM
admin:login                 GET  L.SSS.SSS.S??
admin:login                 POST L.SSS.SSS.S??
admin:logout                GET  L.SSS.SSS.SMM
admin:logout                POST L.SSS.SSS.S??
admin:password_change       GET  L.SSS.SSS.S??
admin:password_change       POST L.SSS.SSS.S??
admin:password_change_done  GET  L.SSS.SSS.S??
admin:password_change_done  POST L.SSS.SSS.S??
admin:autocomplete          GET  L.SSS.SSS.SSS
admin:autocomplete          POST L.SSS.SSS.SMM
admin:jsi18n                GET  L.SSS.SSS.SPP
admin:jsi18n                POST L.SSS.SSS.S==
admin:view_on_site          GET  L.SSS.SSS.SNN
admin:view_on_site          POST L.SSS.SSS.SNN
admin/(?P<url>.*)$          GET  L.SSS.SSS.SNN
admin/(?P<url>.*)$          POST L.SSS.SSS.SNN
"""
MAINTAINED = """
admin:tracker_{}_changelist GET  L.SSS.SSS.SPS
admin:tracker_{}_changelist POST L.SSS.SSS.S=S
admin:tracker_{}_add        GET  L.SSS.SSS.SPS
admin:tracker_{}_add        POST L.SSS.SSS.S=S
admin:tracker_{}_change     GET  L.SSS.SSS.SPS
admin:tracker_{}_change     POST L.SSS.SSS.S=S
admin:tracker_{}_delete     GET  L.SSS.SSS.SPS
admin:tracker_{}_delete     POST L.SSS.SSS.S=S
admin:tracker_{}_history    GET  L.SSS.SSS.SPS
admin:tracker_{}_history    POST L.SSS.SSS.S=S
admin/tracker/{}/<path:object_id>/ GET  L.SSS.SSS.S??
admin/tracker/{}/<path:object_id>/ POST L.SSS.SSS.S??
"""
READ_ONLY = """
admin:tracker_{}_changelist GET  L.SSS.SSS.SPS
admin:tracker_{}_changelist POST L.SSS.SSS.S=S
admin:tracker_{}_add        GET  L.SSS.SSS.SSS
admin:tracker_{}_add        POST L.SSS.SSS.SSS
admin:tracker_{}_change     GET  L.SSS.SSS.SPS
admin:tracker_{}_change     POST L.SSS.SSS.SSS
admin:tracker_{}_delete     GET  L.SSS.SSS.SSS
admin:tracker_{}_delete     POST L.SSS.SSS.SSS
admin:tracker_{}_history    GET  L.SSS.SSS.SPS
admin:tracker_{}_history    POST L.SSS.SSS.S=S
admin/tracker/{}/<path:object_id>/ GET  L.SSS.SSS.S??
admin/tracker/{}/<path:object_id>/ POST L.SSS.SSS.S??
"""
AUDIT_LOG = """
admin:tracker_auditevent_verify     GET  L.SSS.SSS.SPP
admin:tracker_auditevent_verify     POST L.SSS.SSS.S==
admin:tracker_auditevent_changelist GET  L.SSS.SSS.SPP
admin:tracker_auditevent_changelist POST L.SSS.SSS.S==
admin:tracker_auditevent_add        GET  L.SSS.SSS.SSS
admin:tracker_auditevent_add        POST L.SSS.SSS.SSS
admin:tracker_auditevent_change     GET  L.SSS.SSS.SPP
admin:tracker_auditevent_change     POST L.SSS.SSS.SSS
admin:tracker_auditevent_delete     GET  L.SSS.SSS.SSS
admin:tracker_auditevent_delete     POST L.SSS.SSS.SSS
admin:tracker_auditevent_history    GET  L.SSS.SSS.SPP
admin:tracker_auditevent_history    POST L.SSS.SSS.S==
admin/tracker/auditevent/<path:object_id>/ GET  L.SSS.SSS.S??
admin/tracker/auditevent/<path:object_id>/ POST L.SSS.SSS.S??
"""
QUESTION = """
admin:tracker_{} GET  L.SSS.SSS.SPS
admin:tracker_{} POST L.SSS.SSS.S=S
"""

MAINTAINED_MODELS = ("plan", "objective", "task", "area", "district", "indicator", "target", "readingduty", "measure",
                     "milestone", "assignment", "organization", "user", "reviewscope", "reportingperiod", "specialday")
READ_ONLY_MODELS = ("progressreport", "submission", "evidence", "progressspan", "reportexception", "ruleset",
                    "lightoverride", "sourcedocument", "clause", "briefing", "briefingtemplate",
                    "workingcopy", "copyreturn", "reading", "extension")
QUESTIONS = ("measure_change_due", "measure_withdraw", "milestone_change_due", "assignment_end", "user_password",
             "reportingperiod_ahead", "ruleset_new")


def read():
    """``{(address, method): {state: letters}}``; pages apart from reports have one state, the empty one."""
    panel = [PANEL, AUDIT_LOG, *(MAINTAINED.replace("{}", name) for name in MAINTAINED_MODELS),
             *(READ_ONLY.replace("{}", name) for name in READ_ONLY_MODELS),
             *(QUESTION.replace("{}", name) for name in QUESTIONS)]
    tables = [(SITE, ("",)), (REPORTS, STATES), (OTHER_REPORTS, OTHER_STATES), (BRIEFINGS, BRIEFING_STATES),
              *((table, ("",)) for table in panel)]
    cells = {}
    for table, states in tables:
        for line in table.strip().splitlines():
            address, method, *row = line.split()
            cells.setdefault((address, method), {}).update(
                (state, cell.replace(".", "")) for state, cell in zip(states, row, strict=True) if cell != "-"
            )
    return cells
