"""The progress report of a period as a Word document."""
