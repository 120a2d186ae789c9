using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Holdfast.Lifecycle.Runs;

/// <summary>A message that is put together only when the run was cancelled or waits.</summary>
/// <remarks>Shape. The compiler makes it of an interpolated string.</remarks>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct CancelMessage
{
    private readonly System.Text.StringBuilder? _text;

    /// <summary>Begins a message.</summary>
    public CancelMessage(int literalLength, int formattedCount, RunState run, out bool isNeeded)
    {
        ArgumentNullException.ThrowIfNull(run);
        isNeeded = run.NeedsAttention;
        if (isNeeded) _text = new System.Text.StringBuilder(literalLength + (formattedCount * 8));
    }

    /// <summary>Adds a text.</summary>
    public void AppendLiteral(string value) => _text!.Append(value);

    /// <summary>Adds a value.</summary>
    public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");

    /// <summary>Adds a value in a format.</summary>
    public void AppendFormatted<T>(T value, string? format) =>
        _text!.Append((value as IFormattable)?.ToString(format, CultureInfo.InvariantCulture) ?? $"{value}");

    /// <summary>The whole message.</summary>
    public override string? ToString() => _text?.ToString();
}
