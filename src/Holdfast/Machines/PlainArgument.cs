using System.Globalization;
using Holdfast.Errors;

namespace Holdfast.Machines;

/// <summary>The arguments of triggers that are JSON without being told how.</summary>
internal static class PlainArgument
{
    public static Value ToValue(object argument) => argument switch
    {
        Value value => value,
        string text => text,
        bool truth => truth,
        Enum name => name.ToString(),
        char letter => letter,
        float number => number,
        double number => number,
        decimal number => number,
        ulong number => number,
        sbyte or byte or short or ushort or int or uint or long =>
            Convert.ToInt64(argument, CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        Guid guid => guid.ToString("D"),
        Uri address => address.OriginalString,
        _ => throw Unstorable(argument.GetType()),
    };

    /// <exception cref="HoldfastOperationException">WrongKind: it is no such value.</exception>
    public static object? Read(Type type, Value stored)
    {
        if (stored.IsNull) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Value) || type == typeof(object)) return stored;
        if (type == typeof(string)) return (string?)stored;
        if (type == typeof(bool)) return (bool)stored;
        if (type == typeof(float)) return (float)(double)stored;
        if (type == typeof(double)) return (double)stored;
        if (type == typeof(decimal)) return (decimal)stored;
        try
        {
            return IsInteger(type) ? ReadInteger(type, (decimal)stored) : ReadText(type, (string)stored!);
        }
        catch (Exception unfit) when (unfit is FormatException or OverflowException or ArgumentException
            and not HoldfastArgumentException)
        {
            throw stored.Wrong($"a {type.Name}");
        }
    }

    private static bool IsInteger(Type type) => !type.IsEnum
        && Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    private static object ReadInteger(Type type, decimal number) => decimal.IsInteger(number)
        ? Convert.ChangeType(number, type, CultureInfo.InvariantCulture)
        : throw new FormatException("It has a fraction.");

    private static object ReadText(Type type, string text)
    {
        if (type.IsEnum) return Enum.Parse(type, text);
        if (type == typeof(char) && text.Length == 1) return text[0];
        if (type == typeof(DateTime))
            return DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(DateOnly)) return DateOnly.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(TimeOnly)) return TimeOnly.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(TimeSpan)) return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(Guid)) return Guid.Parse(text);
        if (type == typeof(Uri)) return new Uri(text, UriKind.RelativeOrAbsolute);
        throw Unstorable(type);
    }

    private static HoldfastArgumentException Unstorable(Type type) => new(
        ErrorCode.BadTriggerArgument,
        $"A {type.Name} cannot be stored with a transition; give JSON options or a JsonTypeInfo where the trigger is "
            + "defined.");
}
