using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast;

/// <content>What the compiler calls for an interpolated text: literals are structure, holes never are.</content>
public partial struct StatePath
{
    /// <summary>Begins an interpolated path.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [SuppressMessage("Style", "IDE0060", Justification = "The compiler's pattern asks for both parameters.")]
    public StatePath(int literalLength, int formattedCount) => _node = null;

    /// <summary>Adds text that the program wrote: slashes separate names.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath, with the place.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_node is string pointer)
        {
            ThrowOn(PathText.FaultOfPointer(value));
            _node = pointer + value;
            return;
        }

        if (_node is null && value.StartsWith('/'))
        {
            ThrowOn(PathText.FaultOfPointer(value));
            _node = value;
            return;
        }

        int slash = value.IndexOf('/');
        ThrowOn(slash < 0 ? null : PathText.FaultOfSlash(value, slash));
        AppendToBareName(value);
    }

    /// <summary>Adds part of a name.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: the value is null, or no Unicode.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(string? value)
    {
        ThrowOn(value is null ? "A hole of a path is null; give it a name." : PathText.FaultOfSurrogates(value));
        if (_node is string pointer)
            _node = pointer + PathText.Escape(value!);
        else
            AppendToBareName(value!);
    }

    /// <summary>Adds part of a name, written without regard to the culture.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: the value is null, or no Unicode.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value) => AppendFormatted(value, null);

    /// <summary>Adds part of a name, written in a format without regard to the culture.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedPath: the value is null, or no Unicode.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value, string? format) => AppendFormatted(
        value is IFormattable formattable
            ? formattable.ToString(format, CultureInfo.InvariantCulture)
            : value?.ToString());

    /// <summary>Adds part of a name: the content of a JSON string, or the text of a number or boolean.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: null, an array or an object is not a name.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(Value value) => AppendFormatted(value.Kind switch
    {
        ValueKind.String => (string?)value,
        ValueKind.Number or ValueKind.Boolean => value.ToString(),
        _ => throw value.Wrong("part of a name"),
    });

    /// <summary>Refuses a path as part of a name: it would lose its structure.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    [Obsolete("A hole is part of one name. Write path / name, or path.Concat(other).", error: true)]
    [SuppressMessage("Performance", "CA1822", Justification = "The compiler's pattern asks for an instance method.")]
    public void AppendFormatted(StatePath value) => throw new NotSupportedException();

    /// <summary>Without a slash at its start, the text is one name, which may even be empty.</summary>
    private void AppendToBareName(string part)
    {
        string name = _node is ParsedPath parsed ? Encoding.UTF8.GetString(parsed.Segments[0].Name) : "";
        _node = new ParsedPath([new PathSegment(PathText.ToBytes(name + part))]);
    }

    private static void ThrowOn(string? fault)
    {
        if (fault is not null)
            throw PathText.Malformed(fault);
    }
}
