"""The ledger as a workbook, out and back in."""
