"""Keep chains in a file; somebody alters the file, or writes it anew; the store finds out. (All composed.)"""

import sqlite3
import tempfile
from pathlib import Path

from provenance import open_store, said
from provenance.errors import IntegrityError

chain = said("Порт закроют в мае.", "ru", by="Ilya Marenko", on="2026-03-04").translated(
    "The port will be closed in May.", "en", by="A. Reader"
)

denial = said("Порт не закроют.", "ru", by="Ilya Marenko", on="2026-03-05")

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

    # A whole archive written anew, without what somebody would rather not have said, is sound in itself …
    with open_store(Path(folder) / "kept.db") as store:
        store.put(chain)
        store.put(denial)
        checkpoint = store.checkpoint()  # kept elsewhere: on paper, with a notary, signed
    with open_store(Path(folder) / "anew.db") as store:
        store.put(chain)
        print(store.verify())
        # … but not what was there when the checkpoint was taken.
        print(store.verify(checkpoint))
