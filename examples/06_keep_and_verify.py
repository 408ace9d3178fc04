"""Keep a chain in a file; somebody alters the file; the store finds out. (All composed.)"""

import sqlite3
import tempfile
from pathlib import Path

from provenance import open_store, said
from provenance.errors import IntegrityError

chain = said("Порт закроют в мае.", "ru", by="Ilya Marenko", on="2026-03-04").translated(
    "The port will be closed in May.", "en", by="A. Reader"
)

with tempfile.TemporaryDirectory() as folder:
    place = Path(folder) / "quotes.db"
    with open_store(place) as store:
        store.put(chain)
        print(store.verify())

    # Whoever can write to the file can write around the library …
    connection = sqlite3.connect(place)
    with connection:
        connection.execute(
            "update hop set words = cast(replace(cast(words as text), 'in May', 'in March') as blob) where id = 2"
        )
    connection.close()

    # … and is found out: words that do not have the digest on record are named, and never handed out.
    with open_store(place, readonly=True) as store:
        print(store.verify())
        try:
            store.get(chain.digest)
        except IntegrityError as error:
            print("refused:", error)
