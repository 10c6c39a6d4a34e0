"""Workbooks (XLSX, XLS, ODS) read as texts: what the person sees, and what was lost."""
