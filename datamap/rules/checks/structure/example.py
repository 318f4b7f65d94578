"""The recipient and the activity that the examples of several rules on structure share."""

CARRIER = """
recipients:
  carrier: {title: Our carrier, role: independent-controller, country: IE, legal_name: Carrier Ltd}
"""
ORDERS = """
activities:
  orders: {title: Orders, owner: shop team, purposes: [order-processing], basis: contract, required: contract,
           if_refused: none, subjects: [customer], data: [name, address], flows: [customer -> shop -> carrier]}
"""
