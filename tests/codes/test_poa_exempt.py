"""Exempt from POA: the rules say what CMS's list for FY2025 says."""

from __future__ import annotations

import pytest

from chartroom import codes
from chartroom.codes import form, store

ON = form.codes("""
B90.0 B91 B94.8 E64.3 I25.2 I69.00 I69.010 I69.351 I69.398 I69.920 M80.051G M80.08XS M84.750P
M97.01XD O09.523 O66.5 O80 O94 P00.2 P00.82 P29.38 P83.81 P91.822 Q21.12 Q43.0 Q87.410 Q90.9 Q99.9
S02.11AG S06.0X1D S24.113S S32.454K S72.001D S72.001P S82.201H T14.91XS T36.0X5D T45.515S
T81.321D T84.51XS V00.131A V43.53XA V86.05XA V99.XXXA W09.1XXD W14.XXXA W16.712A W18.01XA W21.03XA
W22.02XA W29.3XXA W45.0XXA W54.0XXA W60.XXXA W69.XXXA X30.XXXA X50.0XXA X72.XXXA X98.0XXA X99.1XXD
Y02.0XXA Y07.11 Y21.0XXA Y24.0XXA Y30.XXXA Y36.200A Y38.4X2D Y92.013 Y92.414 Y92.531 Y93.H2 Y93.9
Y99.8 Z00.00 Z04.81 Z20.821 Z22.322 Z23 Z28.310 Z30.2 Z33.3 Z34.03 Z37.0 Z38.01 Z3A.39 Z40.03 Z43.3
Z51.11 Z51.5 Z51.A Z53.31 Z59.01 Z63.4 Z67.A1 Z68.1 Z68.41 Z72.0 Z74.01 Z75.1 Z77.110 Z78.0 Z79.01
Z79.4 Z79.899 Z80.3 Z83.72 Z85.3 Z86.0100 Z86.73 Z87.891 Z88.0 Z89.511 Z90.49 Z91.040 Z91.148 Z91.81
Z92.21 Z93.3 Z94.0 Z95.1 Z95.5 Z96.82 Z97.5 Z98.61 Z98.891 Z99.2 Z99.81
""")

NOT_ON = form.codes("""
A41.9 E11.22 I10 I21.4 I69.910 I69.918 J18.9 L89.153 M80.051A M84.421D M84.551S M97.01XA O24.410
O99.891 P01.0 P22.1 P83.5 R29.715 R40.2412 S02.11AD S02.11CD S06.0X1A S72.001A S72.001B S99.121S
S99.239S T31.0 T36.0X5A T83.113D T83.123S T86.11 T86.8401 U07.1 V00.811A V03.131A W01.0XXA W03.XXXA
W06.XXXS W10.9XXA W13.2XXS W17.2XXA W18.30XA W19.XXXA W22.8XXA W25.XXXA W26.0XXA W44.F3XA W50.0XXA
W65.XXXA X00.0XXA X04.XXXA X58.XXXA X78.1XXA X98.3XXD X99.1XXA Y04.0XXA Y09 Y22.XXXA Y23.2XXS
Y35.012A Y38.4X2A Y62.0 Y83.1 Y84.0 Y90.6 Y92.230 Y92.530 Y93.01 Y93.11 Y95 Z04.1 Z16.12 Z20.822 Z21
Z32.01 Z33.1 Z40.01 Z53.09 Z53.29 Z60.2 Z66 Z72.823 Z74.1 Z77.22 Z96.641
""")

NOT_KNOWN = form.codes("""
Q87.87 Q89.89 QA0.0131 S30.11XD S31.106S T36.AX5D T78.071S W45.3XXA Y36.A1XA Y93.L1
Z15.060 Z59.861 Z77.31 Z84.19 Z85.4A Z86.00A Z91.0110 Z91.B
""")


@pytest.mark.parametrize("code", ON)
def test_a_code_on_the_list(code):
    assert codes.lookup(code).billable
    assert codes.poa_exempt(code) is True


@pytest.mark.parametrize("code", NOT_ON)
def test_a_code_that_is_not_on_it(code):
    assert codes.lookup(code).billable
    assert codes.poa_exempt(code) is False


@pytest.mark.parametrize("code", NOT_KNOWN)
def test_a_new_code_of_a_family_of_the_list_is_not_known(code):
    assert codes.lookup(code).billable
    assert codes.poa_exempt(code) is None


@pytest.mark.parametrize("code", ["S30.11XA", "T36.AX5A", "W44.H9XA", "Z40.81", "E11.A"])
def test_a_new_code_of_no_such_family_is_not_on_it(code):
    assert codes.poa_exempt(code) is False


def test_a_code_is_found_however_it_is_written():
    assert codes.poa_exempt(" z794 ") is True
    assert codes.poa_exempt("s72001d") is True
    assert codes.poa_exempt("i69910") is False


def test_as_many_codes_are_on_it_as_on_the_list():
    # 38,154 in FY2025, of which 14 were withdrawn on October 1, 2025, as Z84.1 and S30.1XXD were.
    billable = [code for (code,) in store.query("SELECT code FROM code WHERE billable")]
    said = [codes.poa_exempt(code) for code in billable]
    assert said.count(True) == 38_154 - 14
    assert said.count(None) == 207
