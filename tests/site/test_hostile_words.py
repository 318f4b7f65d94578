"""Words of an inventory are shown, and do nothing else, in whatever field they stand."""

from html.parser import HTMLParser

import pytest
import yaml

from datamap.app import open_inventory
from datamap.model.items import Item
from datamap.model.inventory import records_of
from pydantic import BaseModel

from tests.site.hostile import PAYLOADS, hostile_data, text_fields
