using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Holdfast.Documents.Json;
using Holdfast.Documents.Numbers;
using Holdfast.Errors;

namespace Holdfast.Documents;

/// <summary>
/// Converts between values and .NET types: the plain ones directly, all others through System.Text.Json.
/// </summary>
internal static class ValueConversion
{
    /// <summary>Room for the longest text that a number type of .NET writes.</summary>
    private const int NumberTextLength = 64;

    /// <summary>Whether a type is converted without System.Text.Json.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain<T>() =>
        typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(double)
        || typeof(T) == typeof(decimal) || typeof(T) == typeof(bool) || typeof(T) == typeof(string)
        || typeof(T) == typeof(Value);

    /// <summary>Converts to a type for which <see cref="IsPlain{T}"/> holds; nothing is boxed.</summary>
    public static T ToPlain<T>(Value value)
    {
        if (typeof(T) == typeof(int))
            return Reinterpret<int, T>(ToInt32(value));
        if (typeof(T) == typeof(long))
            return Reinterpret<long, T>(ToInt64(value));
        if (typeof(T) == typeof(double))
            return Reinterpret<double, T>(ToDouble(value));
        if (typeof(T) == typeof(decimal))
            return Reinterpret<decimal, T>(ToDecimal(value));
        if (typeof(T) == typeof(bool))
            return Reinterpret<bool, T>(ToBoolean(value));
        return typeof(T) == typeof(Value) ? Reinterpret<Value, T>(value) : (T)(object?)ToText(value)!;
    }

    /// <summary>
    /// Converts what is already nearly of the type, such as a number to an Int64; false for anything else.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryToPlainAtOnce<T>(Value value, out T result)
    {
        if (value.Node is IntegerNode { Value: var number })
        {
            if (typeof(T) == typeof(long))
            {
                result = Reinterpret<long, T>(number);
                return true;
            }

            if (typeof(T) == typeof(int) && number == (int)number)
            {
                result = Reinterpret<int, T>((int)number);
                return true;
            }
        }

        result = default!;
        return false;
    }

    /// <summary>Converts from a type that needs no System.Text.Json.</summary>
    public static bool TryFromPlain<T>(T value, out Value result)
    {
        result = value switch
        {
            null => default,
            int number => number,
            long number => number,
            double number => number,
            decimal number => number,
            byte number => number,
            short number => number,
            ushort number => number,
            uint number => number,
            bool flag => flag,
            string text => text,
            Value other => other,
            _ => new Value(NotPlain),
        };
        return !ReferenceEquals(result.Node, NotPlain);
    }

    /// <summary>Converts through System.Text.Json.</summary>
    [RequiresUnreferencedCode("Looks into the type at run time.")]
    [RequiresDynamicCode("Looks into the type at run time.")]
    public static Value From<T>(T value, JsonSerializerOptions? options) =>
        Serialized<T>(() => JsonSerializer.SerializeToUtf8Bytes(value, options));

    /// <summary>Converts through System.Text.Json.</summary>
    public static Value From<T>(T value, JsonTypeInfo<T> typeInfo) =>
        Serialized<T>(() => JsonSerializer.SerializeToUtf8Bytes(value, typeInfo));

    /// <summary>Converts through System.Text.Json.</summary>
    [RequiresUnreferencedCode("Looks into the type at run time.")]
    [RequiresDynamicCode("Looks into the type at run time.")]
    public static T To<T>(Value value, JsonSerializerOptions? options) => ImmutableType<T>.Read(
        value, options ?? JsonSerializerOptions.Default, text => JsonSerializer.Deserialize<T>(text, options));

    /// <summary>Converts through System.Text.Json.</summary>
    public static T To<T>(Value value, JsonTypeInfo<T> typeInfo) => ImmutableType<T>.Read(
        value, typeInfo, text => JsonSerializer.Deserialize(text, typeInfo));

    /// <summary>Gives the number of a text that .NET writes.</summary>
    public static Value FromText<T>(T number)
        where T : IUtf8SpanFormattable
    {
        Span<byte> text = stackalloc byte[NumberTextLength];
        number.TryFormat(text, out int length, default, CultureInfo.InvariantCulture);
        return new Value(NumberText.ToNode(text[..length]));
    }

    /// <summary>Gives the number of a double.</summary>
    public static Value FromDouble(double value) => double.IsFinite(value) ? FromText(value) : throw NotFinite(value);

    /// <summary>Gives the number of a float, with no more digits than it has.</summary>
    public static Value FromSingle(float value) => float.IsFinite(value) ? FromText(value) : throw NotFinite(value);

    /// <summary>Reads a boolean.</summary>
    public static bool ToBoolean(Value value) => value.Node is bool flag ? flag : throw value.Wrong("true or false");

    /// <summary>Reads a text.</summary>
    public static string? ToText(Value value) => value.Node switch
    {
        null => null,
        byte[] text => Encoding.UTF8.GetString(text),
        _ => throw value.Wrong("a string"),
    };

    /// <summary>Reads a whole number.</summary>
    public static int ToInt32(Value value)
    {
        long number = ToInt64(value);
        return number == (int)number ? (int)number : throw value.Wrong("a number that fits in an Int32");
    }

    /// <summary>Reads a whole number, also one written as 1.0 or 1e2.</summary>
    public static long ToInt64(Value value)
    {
        if (value.Node is IntegerNode integer)
            return integer.Value;
        return value.Node is TextNumberNode number && DecimalText.Read(number.Text).TryToInt64(out long whole)
            ? whole
            : throw value.Wrong(
                value.Kind == ValueKind.Number ? "a whole number that fits in an Int64" : "a whole number");
    }

    /// <summary>Reads the nearest double.</summary>
    public static double ToDouble(Value value) => value.Node switch
    {
        IntegerNode integer => integer.Value,
        TextNumberNode number => double.Parse(number.Text, NumberStyles.Float, CultureInfo.InvariantCulture),
        _ => throw value.Wrong("a number"),
    };

    /// <summary>Reads the nearest decimal.</summary>
    public static decimal ToDecimal(Value value) => value.Node switch
    {
        IntegerNode integer => integer.Value,
        TextNumberNode number when decimal.TryParse(
            number.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal result) => result,
        _ => throw value.Wrong("a number that fits in a Decimal"),
    };

    private static readonly object NotPlain = new();

    private static HoldfastArgumentException NotFinite(double value) => new(
        ErrorCode.NumberOutOfBounds,
        $"JSON has no number for {value.ToString(CultureInfo.InvariantCulture)}; set null or a string.");

    private static TTo Reinterpret<TFrom, TTo>(TFrom value) => Unsafe.As<TFrom, TTo>(ref value);

    private static Value Serialized<T>(Func<byte[]> serialize)
    {
        try
        {
            return Value.Parse(serialize());
        }
        catch (HoldfastFormatException fault)
        {
            throw new HoldfastArgumentException(fault.Code, fault.Message, fault);
        }
        catch (JsonException fault)
        {
            throw new HoldfastArgumentException(
                ErrorCode.TooDeep, $"The value refers to itself or is nested too deep: {fault.Message}", fault);
        }
        catch (ArgumentException fault)
        {
            throw new HoldfastArgumentException(
                ErrorCode.NumberOutOfBounds, $"The value has something that JSON cannot hold: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or OutOfMemoryException))
        {
            // Of a type that System.Text.Json refuses, or of the value's own code that it runs.
            throw new HoldfastArgumentException(
                ErrorCode.NotSerializable,
                $"The {typeof(T).Name} cannot become JSON: {fault.Message.TrimEnd('.')}; give it a converter, or keep "
                    + "something else.",
                fault);
        }
    }
}
