# Баланың жазбасы.
family-picture = Отбасы сызбасы
family-children = { $count ->
    [one] Баласы
   *[other] Балалары, туған ретімен
  }
