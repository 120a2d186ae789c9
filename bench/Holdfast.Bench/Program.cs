using Holdfast.Bench;
using Holdfast.Bench.Children;

// A row that needs several processes starts this program again, with a role to play.
return args is [Child.Word, var role, .. var words] ? ChildRoles.Run(role, words) : BenchRun.Run(args);
