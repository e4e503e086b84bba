"""The rows of suppliers: firms with their papers and marks; contracts with what they cover, how they are paid, and complaints."""

from houqin.areas.suppliers.models.contracts import Complaint, Contract, ContractLine, Fund, Payment
from houqin.areas.suppliers.models.suppliers import Expires, Licence, Score, Supplier

__all__ = ["Complaint", "Contract", "ContractLine", "Expires", "Fund", "Licence", "Payment", "Score", "Supplier"]
