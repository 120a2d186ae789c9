using System.Buffers.Text;

namespace Holdfast.Cli.Output;

/// <summary>Writes one JSON object, member by member, with names that need no escapes.</summary>
internal readonly struct JsonObject
{
    private const int LongestNumber = 20;

    private readonly Answers _answers;

    public JsonObject(Answers answers)
    {
        _answers = answers;
        _answers.Raw("{"u8);
    }

    /// <summary>Writes a name, after which its value has to be written.</summary>
    public Answers Name(ReadOnlySpan<byte> name)
    {
        Separate();
        _answers.Raw("\""u8);
        _answers.Raw(name);
        _answers.Raw("\":"u8);
        return _answers;
    }

    public JsonObject Number(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        Utf8Formatter.TryFormat(number, _answers.GetSpan(LongestNumber), out int written);
        _answers.Advance(written);
        return this;
    }

    public JsonObject Value(ReadOnlySpan<byte> name, Value value)
    {
        value.WriteTo(Name(name));
        return this;
    }

    /// <summary>
    /// Writes a value if there is one: what is absent has no member, so that it is never taken for null.
    /// </summary>
    public JsonObject ValueIfAny(ReadOnlySpan<byte> name, Value? value) => value is { } some ? Value(name, some) : this;

    public void End() => _answers.Raw("}"u8);

    public void EndLine()
    {
        End();
        _answers.EndLine();
    }

    // The byte before tells whether this is the first member; so the struct needs no state of its own.
    private void Separate()
    {
        if (_answers.Last != (byte)'{') _answers.Raw(","u8);
    }
}
