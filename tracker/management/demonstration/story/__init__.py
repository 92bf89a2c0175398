"""What the demonstration tells, pure: measures and milestones, percentages, the fate of reports, words and papers."""
