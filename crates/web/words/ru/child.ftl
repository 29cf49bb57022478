# Запись ребёнка.
family-picture = Родственные связи
family-children = Дети, по старшинству
