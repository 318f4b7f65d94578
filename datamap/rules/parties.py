"""The processors and recipients of one organisation: their records, their roles, and which of them the public sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from datamap.model.parties import Party, Role
from datamap.model.record import Audience
from datamap.model.said import is_value
from datamap.rules.once import once


@dataclass(frozen=True, kw_only=True)
class Parties:
    """The parties that an organisation declares, by identifier."""

    processors: Mapping[str, Party]
    recipients: Mapping[str, Party]

    @once
    def all(self) -> tuple[tuple[str, Party], ...]:
        """Every party with its identifier, the processors first."""
        return (*self.processors.items(), *self.recipients.items())

    def get(self, id_: str) -> Party | None:
        """Return the record of a party; `None` for anything that is not one."""
        return self.processors.get(id_) or self.recipients.get(id_)

    def role_of(self, id_: str) -> Role | None:
        """Return the role of a party unless a use says otherwise; `None` for anything that is not one."""
        party = self.get(id_)
        if party is None:
            return None
        return party.role or (Role.PROCESSOR if id_ in self.processors else Role.RECIPIENT)

    @once
    def vendors(self) -> frozenset[str]:
        """The vendors of the catalogue that they are."""
        return frozenset(party.vendor for _, party in self.all if party.vendor is not None)

    @once
    def internal(self) -> frozenset[str]:
        """The parties that only the inside may see."""
        return frozenset(id_ for id_, party in self.all if party.visibility is Audience.INTERNAL)

    @once
    def _public_members(self) -> frozenset[str]:
        groups = [party for _, party in self.all if party.visibility is not Audience.INTERNAL]
        return frozenset(item.id for party in groups for item in party.includes or ())

    def is_in_public_group(self, id_: str) -> bool:
        """Whether a group that the public sees includes a party."""
        return id_ in self._public_members

    @once
    def _groups(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for id_, party in self.all:
            for item in party.includes or ():
                found.setdefault(item.id, []).append(id_)
        return found

    def groups_of(self, id_: str) -> list[str]:
        """Return the groups that include a party, and those that include these, each once."""
        found: dict[str, None] = {}
        waiting = [id_]
        while waiting:
            new = [name for name in self._groups.get(waiting.pop(), ()) if name not in found]
            found |= dict.fromkeys(new)
            waiting += new
        return list(found)

    @once
    def combine(self) -> bool:
        """Whether any of them is said to put data together with data from elsewhere."""
        return any(is_value(party.combines) for _, party in self.all)
