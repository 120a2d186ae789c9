"""Measures SQLite and multiprocessing.Manager: peers.py FUNCTION FOLDER SECONDS prints operations a second."""

import multiprocessing
import os
import sqlite3
import sys
import time
import urllib.request


def rate(operation, seconds):
    for _ in range(100):
        operation()
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for _ in range(20):
            operation()
        done += 20
    return done / (time.perf_counter() - start)


def database(folder, synchronous):
    connection = sqlite3.connect(os.path.join(folder, "state.db"), isolation_level=None, timeout=60)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute(f"PRAGMA synchronous={synchronous}")
    connection.execute("CREATE TABLE IF NOT EXISTS state (key TEXT PRIMARY KEY, value INTEGER) WITHOUT ROWID")
    connection.execute("INSERT OR IGNORE INTO state VALUES ('tea', 10)")
    return connection


def sqlite_read(folder, seconds):
    connection = database(folder, "NORMAL")
    return rate(lambda: connection.execute("SELECT value FROM state WHERE key = 'tea'").fetchone(), seconds)


def sqlite_commit(folder, seconds):
    connection = database(folder, "NORMAL")
    return rate(lambda: connection.execute("UPDATE state SET value = value + 1 WHERE key = 'tea'"), seconds)


def sqlite_disk(folder, seconds):
    connection = database(folder, "FULL")
    return rate(lambda: connection.execute("UPDATE state SET value = value + 1 WHERE key = 'tea'"), seconds)


def sqlite_process(folder, seconds, barrier, counts):
    connection = database(folder, "NORMAL")
    barrier.wait()
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        connection.execute("UPDATE state SET value = value + 1 WHERE key = 'tea'")
        done += 1
    counts.put(done)


def sqlite_counter(folder, seconds):
    database(folder, "NORMAL").close()
    return four_processes(sqlite_process, folder, seconds)


def manager_process(shared, seconds, barrier, counts):
    value, lock = shared
    barrier.wait()
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        with lock:
            value["tea"] = value["tea"] + 1
        done += 1
    counts.put(done)


def manager_counter(folder, seconds):
    with multiprocessing.Manager() as manager:
        return four_processes(manager_process, (manager.dict(tea=10), manager.Lock()), seconds)


def square(number):
    return number * number


def pool_map(folder, seconds):
    with multiprocessing.Pool(2) as pool:
        pool.map(square, range(1000))
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            pool.map(square, range(1000000))
            done += 1
        return done / (time.perf_counter() - start)


def pool_map_long(folder, seconds):
    with multiprocessing.Pool(2) as pool:
        pool.map(square, range(1000))
        start = time.perf_counter()
        pool.map(square, range(10000000))
        return 1 / (time.perf_counter() - start)


def page(address):
    with urllib.request.urlopen(address) as answer:
        return len(answer.read())


def pool_pages(folder, seconds, address, count):
    addresses = [address + str(number) for number in range(1, int(count) + 1)]
    with multiprocessing.Pool(4) as pool:
        pool.map(page, addresses)
        done, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            pool.map(page, addresses, 1)
            done += 1
        return done / (time.perf_counter() - start)


def four_processes(function, shared, seconds):
    barrier, counts = multiprocessing.Barrier(4), multiprocessing.Queue()
    workers = [
        multiprocessing.Process(target=function, args=(shared, seconds, barrier, counts)) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    total = sum(counts.get() for _ in workers)
    for worker in workers:
        worker.join()
    return total / seconds


def manager_read(folder, seconds):
    with multiprocessing.Manager() as manager:
        state = manager.dict(tea=10)
        return rate(lambda: state["tea"], seconds)


def manager_commit(folder, seconds):
    with multiprocessing.Manager() as manager:
        state = manager.dict(tea=10)
        return rate(lambda: state.__setitem__("tea", 11), seconds)


if __name__ == "__main__":
    print(globals()[sys.argv[1]](sys.argv[2], float(sys.argv[3]), *sys.argv[4:]))
