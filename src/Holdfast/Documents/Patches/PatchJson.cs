using System.Globalization;
using System.Text;
using Holdfast.Errors;

namespace Holdfast.Documents.Patches;

/// <summary>Reads patches from JSON and writes them.</summary>
/// <remarks>Source. RFC 6902, sections 3 and 4.</remarks>
internal static class PatchJson
{
    private static readonly string[] Names = ["add", "remove", "replace", "move", "copy", "test"];
    private static readonly StatePath Op = StatePath.Parse("/op");
    private static readonly StatePath Path = StatePath.Parse("/path");
    private static readonly StatePath From = StatePath.Parse("/from");
    private static readonly StatePath Content = StatePath.Parse("/value");

    /// <summary>The name of an operation in JSON.</summary>
    public static string NameOf(PatchOperationKind kind) => Names[(int)kind];

    /// <summary>Reads the operations of a patch.</summary>
    /// <param name="patch">The patch.</param>
    /// <param name="duplicates">Members that stood more than once in the text.</param>
    public static PatchOperation[] Read(Value patch, IReadOnlyList<StatePath> duplicates)
    {
        if (patch.Kind != ValueKind.Array)
            throw Malformed(null, $"a patch is an array of operations, not {patch.Kind}");
        foreach (StatePath duplicate in duplicates)
            RefuseAmbiguous(duplicate);
        var operations = new PatchOperation[patch.Count];
        int index = 0;
        foreach (Value item in patch.Items)
            operations[index] = Read(item, index++);
        return operations;
    }

    /// <summary>Gives a patch as JSON.</summary>
    public static Value Write(IEnumerable<PatchOperation> operations) => Value.FromItems(operations.Select(Write));

    /// <summary>Gives an operation as JSON.</summary>
    public static Value Write(PatchOperation operation)
    {
        List<KeyValuePair<string, Value>> members =
        [
            new("op", NameOf(operation.Kind)),
            new("path", operation.Path.ToString()),
        ];
        if (operation.From is { } from)
            members.Add(new("from", from.ToString()));
        if (operation.Value is { } value)
            members.Add(new("value", value));
        return Value.FromMembers(members);
    }

    private static PatchOperation Read(Value item, int index)
    {
        if (item.Kind != ValueKind.Object)
            throw Malformed(index, $"an operation is an object, not {item.Kind}");
        StatePath path = default;
        string name = ReadText(item, index, Op, "op");
        if (Names.Contains(name))
            path = ReadPath(item, index, Path, "path");
        switch (name)
        {
            case "add":
                return PatchOperation.Add(path, ReadValue(item, index));
            case "remove":
                return PatchOperation.Remove(path);
            case "replace":
                return PatchOperation.Replace(path, ReadValue(item, index));
            case "move":
                return ReadMove(path, ReadPath(item, index, From, "from"), index);
            case "copy":
                return PatchOperation.Copy(ReadPath(item, index, From, "from"), path);
            case "test":
                return PatchOperation.Test(path, ReadValue(item, index));
            default:
                throw Malformed(index, $"'op' is '{name}', not one of {string.Join(", ", Names)}");
        }
    }

    private static PatchOperation ReadMove(StatePath path, StatePath from, int index) =>
        PatchOperation.IsIntoItself(from, path)
            ? throw Malformed(index, PatchOperation.IntoItself(from, path).TrimEnd('.'))
            : PatchOperation.Move(from, path);

    private static Value ReadValue(Value item, int index) => item.TryGet(Content, out Value value)
        ? value
        : throw Malformed(index, "the member 'value' is missing");

    private static string ReadText(Value item, int index, StatePath member, string name)
    {
        if (!item.TryGet(member, out Value value))
            throw Malformed(index, $"the member '{name}' is missing");
        return value.Kind == ValueKind.String
            ? Encoding.UTF8.GetString((byte[])value.Node!)
            : throw Malformed(index, $"the member '{name}' is a string, not {value.Kind}");
    }

    /// <summary>
    /// Reads a pointer to the letter of RFC 6901: the bare names that other paths may be are refused here.
    /// </summary>
    private static StatePath ReadPath(Value item, int index, StatePath member, string name)
    {
        string text = ReadText(item, index, member, name);
        bool isPointer = text.Length == 0 || text[0] == '/';
        return isPointer && StatePath.TryParse(text, out StatePath path)
            ? path
            : throw Malformed(index, $"'{name}' is '{text}', which is not a JSON Pointer");
    }

    private static void RefuseAmbiguous(StatePath duplicate)
    {
        if (duplicate.Count != 2 || duplicate.Name is not ("op" or "path" or "from" or "value"))
            return;
        int index = int.Parse(duplicate[0], CultureInfo.InvariantCulture);
        throw Malformed(index, $"the member '{duplicate.Name}' stands more than once");
    }

    private static HoldfastFormatException Malformed(int? index, string fact)
    {
        string place = index is null ? "The patch" : $"Operation {index} of the patch";
        return new(ErrorCode.MalformedPatch, $"{place} is malformed: {fact}. Correct it; nothing was changed.")
        {
            Operation = index,
        };
    }
}
