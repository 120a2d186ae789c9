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
        int number => number,
        long number => number,
        ulong number => number,
        double number => number,
        decimal number => number,
        Enum name => name.ToString(),
        DateTimeOffset time => time.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        Guid guid => guid.ToString("D"),
        _ => throw Unstorable(argument.GetType()),
    };

    public static object? Read(Type type, Value stored)
    {
        if (stored.IsNull) return null;
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(Value) || type == typeof(object)) return stored;
        if (type == typeof(string)) return (string?)stored;
        if (type == typeof(bool)) return (bool)stored;
        if (type == typeof(int)) return (int)stored;
        if (type == typeof(long)) return (long)stored;
        if (type == typeof(ulong)) return (ulong)(decimal)stored;
        if (type == typeof(double)) return (double)stored;
        if (type == typeof(decimal)) return (decimal)stored;
        return ReadText(type, (string?)stored ?? "");
    }

    private static object ReadText(Type type, string text)
    {
        if (type.IsEnum) return Enum.Parse(type, text);
        if (type == typeof(DateTimeOffset)) return DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(TimeSpan)) return TimeSpan.Parse(text, CultureInfo.InvariantCulture);
        if (type == typeof(Guid)) return Guid.Parse(text);
        throw Unstorable(type);
    }

    private static HoldfastArgumentException Unstorable(Type type) => new(
        ErrorCode.BadTriggerArgument,
        $"A {type.Name} cannot be stored with a transition; give JSON options or a JsonTypeInfo where the trigger is "
            + "defined.");
}
