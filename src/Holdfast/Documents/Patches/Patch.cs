using System.Diagnostics.CodeAnalysis;
using Holdfast.Documents.Json;
using Holdfast.Errors;

namespace Holdfast.Documents.Patches;

/// <summary>A JSON Patch: operations that are applied one after another, all or none.</summary>
/// <remarks>
/// Shape.   On a value, a patch may replace the root by a value of any kind; a document demands an object.
/// Threads. Immutable.
/// Source.  RFC 6902.
/// </remarks>
public sealed class Patch
{
    private readonly PatchOperation[] _operations;

    /// <summary>Makes a patch of operations.</summary>
    public Patch(IEnumerable<PatchOperation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        _operations = [.. operations];
    }

    /// <summary>The operations in order.</summary>
    public IReadOnlyList<PatchOperation> Operations => _operations;

    /// <summary>Reads a patch from JSON text.</summary>
    /// <remarks>
    /// Shape. Members that the standard does not name are ignored; those it names may not stand twice.
    /// </remarks>
    /// <exception cref="HoldfastFormatException">
    /// <see cref="ErrorCode.MalformedJson"/> with line and column, or <see cref="ErrorCode.MalformedPatch"/> with the
    /// index of the operation.
    /// </exception>
    public static Patch Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var duplicates = new JsonDuplicates();
        var value = new Value(JsonParser.Parse(json.AsSpan(), duplicates));
        return new Patch(PatchJson.Read(value, duplicates.Paths));
    }

    /// <summary>Reads a patch from a value.</summary>
    /// <exception cref="HoldfastFormatException">
    /// <see cref="ErrorCode.MalformedPatch"/> with the index of the operation.
    /// </exception>
    public static Patch Parse(Value value) => new(PatchJson.Read(value, []));

    /// <summary>Reads a patch from JSON text; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out Patch? patch)
    {
        patch = null;
        if (json is null)
            return false;
        try
        {
            patch = Parse(json);
            return true;
        }
        catch (HoldfastFormatException)
        {
            return false;
        }
    }

    /// <summary>Gives what the patch makes of a value; the value itself stays as it is.</summary>
    /// <remarks>Cost. Each operation grows with the depth of its path, not with the size of the value.</remarks>
    /// <exception cref="PathNotFoundException"><see cref="ErrorCode.PathNotFound"/>: nothing is at a path.</exception>
    /// <exception cref="HoldfastOperationException">
    /// <see cref="ErrorCode.TestFailed"/>, <see cref="ErrorCode.ThroughScalar"/>, <see cref="ErrorCode.BadIndex"/>,
    /// <see cref="ErrorCode.RootNotObject"/>, <see cref="ErrorCode.TooDeep"/>,
    /// <see cref="ErrorCode.DocumentTooLarge"/>: the message names the index of the
    /// operation and the pointer.
    /// </exception>
    public Value Apply(Value target)
    {
        var run = new PatchRun(target);
        for (int index = 0; index < _operations.Length; index++)
            run.Apply(index, _operations[index]);
        return run.Result;
    }

    /// <summary>Gives the patch as a JSON array of its operations.</summary>
    public Value ToValue() => PatchJson.Write(_operations);

    /// <summary>Gives the patch as JSON text.</summary>
    public override string ToString() => ToValue().ToString();
}
