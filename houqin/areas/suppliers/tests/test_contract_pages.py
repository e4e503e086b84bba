"""The pages of contracts, as a browser meets them."""

from decimal import Decimal

from houqin.areas.suppliers.models import Contract
from houqin.areas.suppliers.tests.browser import browser
from houqin.areas.suppliers.tests.samples import a_supplier
from houqin.tests.people import World


def test_a_contract_is_drafted_on_one_page_with_its_lines_and_payments(world: World) -> None:
    client, firm = browser(world, "bai"), a_supplier(world)
    shown = client.get("/contracts/new/").content.decode()
    assert "包含什么" in shown
    assert "怎么付款" in shown

    client.post(
        "/contracts/new/",
        {
            "title": "绿化养护", "supplier": firm.pk, "kind": "greening", "starts_on": "2026-03-01", "ends_on": "2027-02-28",
            "lines-0-what": "草坪养护", "lines-0-quantity": "8200", "lines-0-unit": "平方米", "lines-0-unit_price": "4.5",
            "lines-1-what": "乔木修剪", "lines-1-quantity": "120", "lines-1-unit": "株", "lines-1-unit_price": "60",
            "payments-0-what": "全年", "payments-0-due_on": "2027-02-01", "payments-0-amount": "44100", "payments-0-needs_acceptance": "on",
            "submission": "s1",
        },
    )  # fmt: skip

    contract = Contract.objects.get()
    assert (contract.amount, contract.lines.count()) == (Decimal(44100), 2)
    assert contract.payments.get().needs_acceptance


def test_wrong_sums_come_back_with_their_sentence_and_nothing_is_kept(world: World) -> None:
    client, firm = browser(world, "bai"), a_supplier(world)
    answer = client.post(
        "/contracts/new/",
        {
            "title": "绿化养护", "supplier": firm.pk, "kind": "greening", "starts_on": "2026-03-01", "ends_on": "2027-02-28", "amount": "40000",
            "lines-0-what": "草坪养护", "lines-0-quantity": "8200", "lines-0-unit": "平方米", "lines-0-unit_price": "4.5", "submission": "s1",
        },
    )  # fmt: skip

    assert "各项内容合计 36900 元，与合同金额 40000 元少 3100 元" in answer.content.decode()
    assert not Contract.objects.exists()
