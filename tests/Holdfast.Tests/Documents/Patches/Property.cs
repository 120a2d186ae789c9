using FsCheck;
using FsCheck.Fluent;

namespace Holdfast.Tests.Documents.Patches;

/// <summary>Checks that something holds for many seeds; FsCheck prints the one for which it does not.</summary>
internal static class Property
{
    public static void Holds(Func<int, bool> property, int tests = 500) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(int.MaxValue / 2),
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), property));
}
