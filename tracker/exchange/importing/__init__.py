"""From an outline to the plan, through a proposal that can be corrected."""
