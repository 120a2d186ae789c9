using Holdfast.Errors;

namespace Holdfast.Control;

/// <summary>The values that a program's state begins with.</summary>
internal static class ProgramValues
{
    /// <summary>Where a program says what it is.</summary>
    public static StatePath This { get; } = StatePath.Root / "this";

    /// <summary>Refuses what is not an object.</summary>
    public static Value Checked(Value values) => values.Kind == ValueKind.Object
        ? values
        : throw new HoldfastArgumentException(
            ErrorCode.RootNotObject,
            $"The values of a state are a JSON object, and this is {values.Kind}; give an object.");

    /// <summary>Reads the file that the state begins with; null when none is named or there.</summary>
    /// <exception cref="HoldfastException">ConfigFileUnusable.</exception>
    public static Value? Load(string file)
    {
        if (file.Length == 0 || !File.Exists(file))
            return null;
        try
        {
            using FileStream stream = File.OpenRead(file);
            return Checked(Value.Parse(stream));
        }
        catch (Exception fault) when (
            fault is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            throw Unusable($"'{file}' cannot be loaded: {fault.Message}", file, fault);
        }
    }

    /// <summary>Writes a state to a file.</summary>
    /// <exception cref="HoldfastException">ConfigFileUnusable; the file is as it was.</exception>
    public static void Save(string file, Value state)
    {
        try
        {
            ControlText.WriteFile(file, ControlText.ToJson(state));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Unusable($"'{file}' cannot be saved: {fault.Message}", file, fault);
        }
    }

    /// <summary>Begins a state: what a file holds, what the program is, and what is missing of its values.</summary>
    public static void Begin(Transaction transaction, ProgramStateOptions options, Value? loaded, Value initial)
    {
        if (loaded is { } values)
            transaction.ReplaceAll(values);
        else if (options.Start == ProgramStart.Anew)
            transaction.ReplaceAll(Value.EmptyObject);
        foreach (KeyValuePair<string, Value> member in Describe(options))
            transaction.Set(This / member.Key, member.Value);
        AddMissing(transaction, StatePath.Root, initial);
    }

    /// <summary>Sets what is not there yet; what is there stays, whatever it is.</summary>
    public static void AddMissing(Transaction transaction, StatePath path, Value values)
    {
        foreach (KeyValuePair<string, Value> member in values.Members)
        {
            StatePath place = path / member.Key;
            if (!transaction.TryGet(place, out Value now))
                transaction.Set(place, member.Value);
            else if (now.Kind == ValueKind.Object && member.Value.Kind == ValueKind.Object)
                AddMissing(transaction, place, member.Value);
        }
    }

    private static KeyValuePair<string, Value>[] Describe(ProgramStateOptions options) =>
    [
        new("name", options.Name),
        new("version", options.Version),
        new("desc", options.Description),
        new("colorize", options.IsColorized),
        new("verbosity", options.Verbosity),
        new("debugToDir", options.DebugFolder),
        new("configFileLoad", options.ConfigFileLoad),
        new("configFileSave", options.ConfigFileSave),
        new("args", options.Arguments),
    ];

    private static HoldfastException Unusable(string message, string file, Exception fault) =>
        new(ErrorCode.ConfigFileUnusable, message, fault) { File = file };
}
