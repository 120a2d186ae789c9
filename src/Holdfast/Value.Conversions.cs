using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents;
using Holdfast.Documents.Numbers;
using Holdfast.Documents.Paths;
using Holdfast.Errors;

namespace Holdfast;

/// <content>Conversions from and to .NET types.</content>
public readonly partial struct Value
{
    internal const string Reflection =
        "Without type information, System.Text.Json looks into the type at run time. "
        + "In a trimmed program, give a JsonTypeInfo<T>.";

    /// <summary>Gives the JSON string of a text; JSON null for null.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedJson: the text has half of a surrogate pair.</exception>
    public static implicit operator Value(string? text) => FromString(text);

    /// <summary>Gives the JSON string of one character.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedJson: it is half of a surrogate pair.</exception>
    public static implicit operator Value(char character) => FromString(character.ToString());

    /// <summary>Gives JSON true or false.</summary>
    public static implicit operator Value(bool value) => new(Literals.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(int value) => new(IntegerNode.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(long value) => new(IntegerNode.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(byte value) => new(IntegerNode.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(ushort value) => new(IntegerNode.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(uint value) => new(IntegerNode.Of(value));

    /// <summary>Gives the JSON number.</summary>
    public static implicit operator Value(ulong value) => ValueConversion.FromText(value);

    /// <summary>Gives the JSON number: the shortest text that reads as the same float.</summary>
    /// <exception cref="HoldfastArgumentException">NumberOutOfBounds: not a number, or infinite.</exception>
    public static implicit operator Value(float value) => ValueConversion.FromSingle(value);

    /// <summary>Gives the JSON number: the shortest text that reads as the same double.</summary>
    /// <exception cref="HoldfastArgumentException">NumberOutOfBounds: not a number, or infinite.</exception>
    public static implicit operator Value(double value) => ValueConversion.FromDouble(value);

    /// <summary>Gives the JSON number with all digits, zeros at the end included.</summary>
    public static implicit operator Value(decimal value) => ValueConversion.FromText(value);

    /// <summary>Gives the text of a JSON string; null of JSON null.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind.</exception>
    public static explicit operator string?(Value value) => ValueConversion.ToText(value);

    /// <summary>Gives what a JSON boolean says.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind.</exception>
    public static explicit operator bool(Value value) => ValueConversion.ToBoolean(value);

    /// <summary>Gives a JSON number that is whole and fits.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind.</exception>
    public static explicit operator int(Value value) => ValueConversion.ToInt32(value);

    /// <summary>Gives a JSON number that is whole and fits.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind.</exception>
    public static explicit operator long(Value value) => ValueConversion.ToInt64(value);

    /// <summary>Gives the double next to a JSON number.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind.</exception>
    public static explicit operator double(Value value) => ValueConversion.ToDouble(value);

    /// <summary>Gives the decimal next to a JSON number.</summary>
    /// <exception cref="HoldfastOperationException">
    /// WrongKind: not a number, or beyond what a decimal holds.
    /// </exception>
    public static explicit operator decimal(Value value) => ValueConversion.ToDecimal(value);

    /// <summary>Gives the JSON string of a text; JSON null for null.</summary>
    /// <exception cref="HoldfastArgumentException">MalformedJson: the text has half of a surrogate pair.</exception>
    public static Value FromString(string? text)
    {
        if (text is null)
            return default;
        if (PathText.FaultOfSurrogates(text) is not null)
            throw new HoldfastArgumentException(
                ErrorCode.MalformedJson, "The text has half of a surrogate pair, which no JSON can hold; take it out.");
        return new Value(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Converts any .NET value as System.Text.Json does.</summary>
    /// <exception cref="HoldfastArgumentException">
    /// NumberOutOfBounds, TooDeep, MalformedJson, NotSerializable.
    /// </exception>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public static Value From<T>(T value, JsonSerializerOptions? options = null) =>
        ValueConversion.TryFromPlain(value, out Value plain) ? plain : ValueConversion.From(value, options);

    /// <summary>Converts any .NET value as its type information says.</summary>
    /// <exception cref="HoldfastArgumentException">
    /// NumberOutOfBounds, TooDeep, MalformedJson, NotSerializable.
    /// </exception>
    public static Value From<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return ValueConversion.TryFromPlain(value, out Value plain) ? plain : ValueConversion.From(value, typeInfo);
    }

    /// <summary>Converts to a .NET type as System.Text.Json does.</summary>
    /// <remarks>
    /// Shape. The result is the caller's own, unless its type says [ImmutableObject(true)]: then it may be shared.
    /// Cost.  Numbers, booleans and strings are read without System.Text.Json.
    /// </remarks>
    /// <exception cref="HoldfastOperationException">WrongKind: the JSON is no T.</exception>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public T As<T>(JsonSerializerOptions? options = null) =>
        ValueConversion.IsPlain<T>() ? ValueConversion.ToPlain<T>(this) : ValueConversion.To<T>(this, options);

    /// <summary>Converts to a .NET type as its type information says.</summary>
    /// <exception cref="HoldfastOperationException">WrongKind: the JSON is no T.</exception>
    public T As<T>(JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return ValueConversion.IsPlain<T>() ? ValueConversion.ToPlain<T>(this) : ValueConversion.To(this, typeInfo);
    }

    /// <summary>Converts to a .NET type; false when the JSON is none.</summary>
    [RequiresUnreferencedCode(Reflection)]
    [RequiresDynamicCode(Reflection)]
    public bool TryAs<T>([MaybeNullWhen(false)] out T result, JsonSerializerOptions? options = null)
    {
        try
        {
            result = As<T>(options);
            return true;
        }
        catch (HoldfastOperationException)
        {
            result = default;
            return false;
        }
    }
}
