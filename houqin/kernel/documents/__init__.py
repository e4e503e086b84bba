"""Official documents: Word files in the layout of GB/T 9704-2012, and the charts that go into them.

`official.OfficialDocument` is the builder: title, recipients, headings, paragraphs, lists, tables, pictures,
attachments, signature, appendices. Looks live in styles (`styles`), numbers in lists (`numbering`), page numbers and
captions in fields, so that whoever opens the file can go on writing in it. `inlines` holds what a line may contain:
`Text`, `Link` to an address, `Jump` and `Reference` to a `Place`, picture or table of the same document.
`variants` puts the parts of notices and minutes in their usual order. `charts` draws bar, month and stacked charts
with a Chinese font and gives each its alt text. `layout` names the measures of the standard.

The same calls give the same bytes. Nothing here knows a word of the domain, and nothing needs Django.
"""
