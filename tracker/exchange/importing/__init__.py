"""From an outline to the plan: what is proposed, how it is put right, what it rests on, and how it is taken over.

``shapes`` are the plain values; ``proposing``, ``matching``, ``scopes``, ``editing``, ``doubts``, ``duties`` and
``comparing`` are pure; ``known`` reads what the plan holds already, ``preview`` lays a proposal out beside its text,
``applying`` writes it.
"""
