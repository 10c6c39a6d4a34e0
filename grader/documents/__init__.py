"""Documents that an office goes on with: neutral blocks in, .odt, .docx, .pdf or a web page out.

A leaf room: it knows words, lists and tables, and nothing of what they say.
"""
