# The frame of pages and files.

label-skip = Skip to the content
label-contents = Contents
label-table = Table
label-figure = Figure
label-page = Page
label-of = of
label-part = part { $part } of { $count }
