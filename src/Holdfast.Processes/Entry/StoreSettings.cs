using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>
/// How a child opens the store: as its parent has, but for the clock and the converters, which are code.
/// </summary>
internal static class StoreSettings
{
    private const long None = -1;

    public static void Write(BinaryWriter writer, StoreOptions options)
    {
        writer.Write((int)options.Durability);
        writer.Write(options.Retention.Bytes);
        writer.Write(options.Retention.Commits ?? None);
        writer.Write(options.Retention.Age?.Ticks ?? None);
        writer.Write(options.Author);
        writer.Write(options.MaxAttempts);
        writer.Write(options.Timeout.Ticks);
        writer.Write(options.AllowsUnknownFileSystem);
    }

    public static StoreOptions Read(MessageReader reader) => new()
    {
        Durability = (Durability)reader.ReadInt32(),
        Retention = new Retention
        {
            Bytes = reader.ReadInt64(),
            Commits = reader.ReadInt64() is >= 0 and var commits ? commits : null,
            Age = reader.ReadInt64() is >= 0 and var ticks ? new TimeSpan(ticks) : null,
        },
        Author = reader.ReadText(),
        MaxAttempts = reader.ReadInt32(),
        Timeout = new TimeSpan(reader.ReadInt64()),
        AllowsUnknownFileSystem = reader.ReadBoolean(),
    };
}
