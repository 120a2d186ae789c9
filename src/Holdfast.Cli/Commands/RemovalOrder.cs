using System.Globalization;

namespace Holdfast.Cli.Commands;

/// <summary>
/// Orders paths so that no removal changes what a later path means: last items first, children before parents.
/// </summary>
internal static class RemovalOrder
{
    public static int Compare(StatePath left, StatePath right)
    {
        for (int index = 0; index < Math.Min(left.Count, right.Count); index++)
        {
            int order = CompareNames(right[index], left[index]);
            if (order != 0) return order;
        }

        return right.Count.CompareTo(left.Count);
    }

    // Indices are numbers, and every number comes before every name, so that the order is a total one.
    private static int CompareNames(string left, string right)
    {
        bool isLeftNumber = TryNumber(left, out int leftNumber);
        bool isRightNumber = TryNumber(right, out int rightNumber);
        if (isLeftNumber && isRightNumber) return leftNumber.CompareTo(rightNumber);
        return isLeftNumber == isRightNumber
            ? string.CompareOrdinal(left, right)
            : isRightNumber.CompareTo(isLeftNumber);
    }

    private static bool TryNumber(string name, out int number) =>
        int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && (name is "0" or not ['0', ..]);
}
