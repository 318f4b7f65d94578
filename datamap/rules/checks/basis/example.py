"""The activity that the examples of the rules on lawful bases share."""

RETURNS = """
activities:
  returns:
    title: Returns
    owner: shop team
    required: voluntary
    subjects: [customer]
    data: [name]
    flows: [customer -> shop]
    recipients: none
"""
ONE_PURPOSE = RETURNS + "    purposes: [returns-and-warranty]\n"
