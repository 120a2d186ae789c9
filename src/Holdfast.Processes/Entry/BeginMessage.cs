using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Holdfast.Processes.Calls;
using Holdfast.Processes.Wire;

namespace Holdfast.Processes.Entry;

/// <summary>What a child is told first.</summary>
[RequiresUnreferencedCode(FunctionReference.Reflection)]
[RequiresDynamicCode(FunctionReference.Reflection)]
internal sealed record BeginMessage
{
    private const int VersionBytes = 16;

    /// <summary>The build of this package, which has to be the child's too.</summary>
    public static Guid OwnVersion { get; } = typeof(BeginMessage).Module.ModuleVersionId;

    public required Guid Version { get; init; }

    /// <summary>The store.</summary>
    public required string Address { get; init; }

    /// <summary>How the store is opened.</summary>
    public required StoreOptions Options { get; init; }

    /// <summary>The namespace of the state that functions get.</summary>
    public required string Namespace { get; init; }

    /// <summary>Its id in the table of processes.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public bool OutlivesParent { get; init; }

    /// <summary>What it runs; null: it is a warm worker, which is told later.</summary>
    public Call? Call { get; init; }

    public RetryPolicy? Retry { get; init; }

    /// <summary>The arguments of all runs but the first; null: the same.</summary>
    public byte[]?[]? RetryArguments { get; init; }

    public byte[] ToBytes()
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write(Version.ToByteArray());
        writer.Write(Address);
        StoreSettings.Write(writer, Options);
        writer.Write(Namespace);
        writer.Write(Id);
        writer.Write(Name);
        writer.Write(OutlivesParent);
        writer.Write(Call is not null);
        Call?.Write(writer);
        writer.Write(Retry is not null);
        if (Retry is not null) Write(writer, Retry, RetryArguments);
        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Reads the build alone, which stands first in every build.</summary>
    public static Guid VersionOf(ReadOnlySpan<byte> bytes) => new(bytes[..VersionBytes]);

    public static BeginMessage FromBytes(ReadOnlyMemory<byte> bytes)
    {
        MessageReader reader = new(bytes);
        BeginMessage message = new()
        {
            Version = reader.ReadGuid(),
            Address = reader.ReadText(),
            Options = StoreSettings.Read(reader),
            Namespace = reader.ReadText(),
            Id = reader.ReadText(),
            Name = reader.ReadText(),
            OutlivesParent = reader.ReadBoolean(),
            Call = reader.ReadBoolean() ? Call.Read(reader) : null,
        };
        return reader.ReadBoolean() ? WithRetry(message, reader) : message;
    }

    private static void Write(BinaryWriter writer, RetryPolicy retry, byte[]?[]? arguments)
    {
        writer.Write(retry.Exceptions.Count);
        foreach (Type type in retry.Exceptions) writer.Write(type.AssemblyQualifiedName!);
        writer.Write(retry.Signals.Count);
        foreach (PosixSignal signal in retry.Signals) writer.Write((int)signal);
        writer.Write(retry.Delay.Ticks);
        writer.Write(retry.Backoff);
        writer.Write(retry.MaxRetries ?? -1);
        writer.Write(arguments is not null);
        if (arguments is not null) Call.WriteArguments(writer, arguments);
    }

    private static BeginMessage WithRetry(BeginMessage message, MessageReader reader)
    {
        Type[] exceptions = new Type[reader.ReadInt32()];
        for (int index = 0; index < exceptions.Length; index++)
            exceptions[index] = Type.GetType(reader.ReadText(), throwOnError: true)!;
        PosixSignal[] signals = new PosixSignal[reader.ReadInt32()];
        for (int index = 0; index < signals.Length; index++) signals[index] = (PosixSignal)reader.ReadInt32();
        RetryPolicy retry = new()
        {
            Exceptions = exceptions,
            Signals = signals,
            Delay = new TimeSpan(reader.ReadInt64()),
            Backoff = reader.ReadDouble(),
            MaxRetries = reader.ReadInt32() is >= 0 and var most ? most : null,
        };
        return message with
        {
            Retry = retry,
            RetryArguments = reader.ReadBoolean() ? Call.ReadArguments(reader) : null,
        };
    }
}
