# Загрузка списка людей.
import-columns = Столбцы файла и их значение
import-heading = Столбец
import-samples = Например
import-meaning = Значение
import-leave-out = не загружать
import-preview = Строки в том виде, в каком они будут сохранены
import-row = Строка
import-state = Состояние
import-read-as = в файле:
