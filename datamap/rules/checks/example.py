"""What the examples of several rules share: an activity whose data reach a processor, its contract, and a notice."""

MAILING = """
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name], flows: [customer -> shop -> mailer]}
"""
"""Orders of which the processor `mailer`, which an example declares, gets the names."""
AGREEMENT = "agreement: {document: DPA 2026, subprocessors: general, at_end: deleted}"
"""A line of that processor: a contract in which no rule finds a fault."""
A_NOTICE = """
notices:
  privacy: {is: privacy-notice, updated: 2026-09-01, version: "2"}
"""
