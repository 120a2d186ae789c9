using Holdfast.Collections;

namespace Contacts;

/// <summary>Names with their numbers, which are saved when nothing has changed for a while.</summary>
internal sealed class AddressBook : IAsyncDisposable
{
    private readonly PersistentDictionary<string, string> _numbers;
    private readonly RestartableTimer _saving;
    private readonly TimeSpan _quiet;

    public AddressBook(string file, TimeSpan quiet)
    {
        // Explicit: what is changed lives in memory until Store; what others saved meanwhile is not overwritten.
        _numbers = new(file, new PersistentDictionaryOptions { Mode = DictionaryMode.Explicit });
        _saving = new(Save);
        _quiet = quiet;
    }

    public string Do(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
    {
        ["add", var name, var number] => Add(name, number),
        ["remove", var name] => Remove(name),
        ["find", var text] => Show(pair => pair.Key.Contains(text, StringComparison.OrdinalIgnoreCase)),
        ["list"] => Show(_ => true),
        _ => "add <name> <number>, remove <name>, find <text>, list, quit",
    };

    public override string ToString() => $"{_numbers.Count} contacts";

    public async ValueTask DisposeAsync()
    {
        await _saving.DisposeAsync();
        if (_numbers.HasUnsavedChanges) Save();
        _numbers.Dispose();
    }

    private string Add(string name, string number)
    {
        string old = _numbers.GetValueOrDefault(name, "new");
        _numbers[name] = number;

        // Each change puts the saving off, so that many of them are one write.
        _saving.Restart(_quiet);
        return $"{name}: {number} ({old})";
    }

    private string Remove(string name)
    {
        if (!_numbers.Remove(name)) return $"nobody is called {name}";
        _saving.Restart(_quiet);
        return $"{name} is removed";
    }

    private string Show(Func<KeyValuePair<string, string>, bool> isWanted)
    {
        string[] found = [.. _numbers.Where(isWanted).Select(pair => $"{pair.Key}: {pair.Value}")];
        return found.Length == 0 ? "nobody" : string.Join('\n', found);
    }

    private void Save()
    {
        _numbers.Store();
        Console.WriteLine($"saved: {this}");
    }
}
