{
  "ring": {
    "format": "homeward key ring",
    "version": 1,
    "installation": "e272078252051cf742b7dfd3fd59da8c",
    "generation": 2,
    "root": {
      "kind": "passphrase",
      "salt": "MAN/GHNaKppCbhhHg1/IyQ==",
      "memory_kib": 8,
      "passes": 1,
      "lanes": 1
    },
    "root_check": "dQneCB0mQhVl498TGsWUbw==",
    "epoch": 2,
    "epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "retired",
        "key": "AUCCQ/cP5oGW7QtXoxtyucQbIsi8OxNux2pxX/H1H7rCLrEXGTkRjfWpiXc1JeTA+oLvuJZVzKdHL8EbWw=="
      },
      {
        "number": 2,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "Abt42Y1wXevVzp+dDQ86g8n6dI06FJhsl5yIQlaMLc/ZmXB2Gf6lQdb1SliX//YbA9IHPzRsKXGVOk0+vA=="
      }
    ],
    "index_epoch": 1,
    "index_epochs": [
      {
        "number": 1,
        "created_at_us": 1772424000000000,
        "state": "live",
        "key": "AfKRq2YZxZT0S/EqolK5MZy1p+pYeb0+Vs6xIAneppm4RWsUwwG9x81EqcWSxeGY7kNl8kcGvEUDC+/3LQ=="
      }
    ],
    "ledger_public_key": "C/p/wCmrcXca8IY/XPgpcbrHqNfq2IuWtAOFsGHsdhA=",
    "ledger_key": "AfILNTme2zg6EmiDOA5kYQMuRIR90HiZubT1tj3nGXX/sBlga98ih6wbyoEq8A2RnOE3zC+hjN3esuqTEQ==",
    "register_key": "Adrqgp1kx4D77s1gND//I1VReED3bxqaLgSQz6cpgs2DF0PefmNx4y0NHenZgHjg+PSaeFnXGhp7pHTcDw=="
  },
  "checksum": "IYQ1EP7qgXLBWx1Gwrd+OWl2+5/ufDZl2Xi8W4xjjA8=",
  "mac": "grFLjzl8fw+Ckq8DFyp0ohbJCq2GJO6NPL0TNPNp2h4="
}
