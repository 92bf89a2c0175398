"""The reform-task tracker.

An official plan promises **measures**; **organizations** are assigned to them in **districts**; every **reporting
period** each lead assignment hands in a **report**; a supervisor approves or returns it; whatever was ever said stays.

The floors, from the ground up; imports only ever lead down:

``audit``       who did what, append-only and chained by hashes
``operations``  whether the site can serve, and what it stands on
``people``      organizations, the people who act for them, permissions in three voices
``notices``     what a person is told, once
``plans``       the plan: objectives, tasks, measures, districts, assignments, milestones
``indicators``  baselines, targets and readings
``reporting``   periods, reports, submissions, evidence, and the workflow as one table
``lights``      rules that judge measures, and the lights that were shown when
``forecasts``   when measures will be finished, from what was known of all of them, and how earlier forecasts fared
``dashboards``  what pages show, gathered into frozen dataclasses
``exchange``    files out and in: the official text, the Excel ledger and back, the Word briefing
``acts``        every act a door can do, whole: what follows from it happens in its transaction

The doors on top translate and call one act: ``web`` (pages), ``admin`` (the admin panel), ``management`` (commands).

Where a rule goes: one row and no query → a model property; many rows → a queryset method; a change → ``actions``;
arithmetic → a pure module that imports no model.
"""
