"""The programme: meetings and what they need, the draft, its published versions, and the changes between them.

A *meeting* is the schedulable unit. The draft is what organizers work on; a *version* is frozen
when it is published and never changes; the public reads versions only (R60). An *entry* is a
meeting as it stands in one version, with the facts frozen then.
"""
