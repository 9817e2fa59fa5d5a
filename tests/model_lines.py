"""Lines as an item of kind command may ask for them, at least one for each sort of flag and argument."""

from typing import Final

LINES: Final = tuple(
    line
    for line in """\
docker service create --name web --replicas 3 --publish 8080:80 nginx
docker service create --name db --secret db_pw --mount type=volume,source=data,target=/var/lib/db --network back db:16
docker service create --name job --mode replicated-job --limit-memory 512M --limit-cpu 0.5 --env A=1 --env B=2 app run
docker service create --name web --update-order start-first --update-failure-action rollback --update-delay 10s web:2
docker service scale web=5
docker service scale web=5 api=2
docker service update --image shop/web:2 web
docker service update --force web
docker service update --update-parallelism 2 --update-delay 1m --image web:3 web
docker service update --publish-add published=8080,target=80 --env-add A=1 web
docker service rollback web
docker service ps --no-trunc web
docker service logs --follow --tail 50 web
docker service ls --filter name=web --quiet
docker node update --availability drain worker-1
docker node update --label-add zone=a --role manager worker-1
docker node promote m2 m3
docker node demote m3
docker swarm init --advertise-addr 10.0.0.1
docker swarm init --force-new-cluster
docker swarm join --token TOKEN 10.0.0.1:2377
docker swarm join-token worker
docker swarm join-token --rotate manager
docker swarm update --autolock=false
docker stack deploy --compose-file compose.yaml --compose-file prod.yaml shop
docker stack rm shop
docker network create --driver overlay --opt encrypted --attachable backend
docker secret create db_pw pw.txt
docker run -it --rm busybox sh
docker run -d --name web --publish 8080:80 --memory 256m --restart on-failure nginx:1.27
docker exec -it web sh -c 'ls -l | wc'
docker build --tag shop/web:2 .
docker compose up -d
kubectl get pods
kubectl get pods --namespace shop --selector app=web,tier=front --output wide
kubectl get deploy,rs,pods --all-namespaces
kubectl get pod web-1 --output jsonpath={.spec.nodeName}
kubectl get events --sort-by .lastTimestamp
kubectl describe pod web-1 --namespace shop
kubectl create deployment web --image nginx --replicas 3
kubectl create deployment web --image nginx --dry-run=client --output yaml
kubectl create configmap app --from-literal A=1 --from-literal B=2
kubectl create secret generic db --from-file pw.txt
kubectl create job once --image busybox -- sh -c 'echo hi'
kubectl apply --filename web.yaml
kubectl apply --kustomize overlays/prod
kubectl delete pod web-1 --grace-period 0 --force
kubectl delete deployment,service --selector app=web
kubectl scale deployment/web --replicas 5
kubectl autoscale deployment web --min 2 --max 10 --cpu-percent 70
kubectl set image deployment/web app=web:2 sidecar=log:1
kubectl set resources deployment web --limits cpu=500m,memory=256Mi --requests cpu=250m
kubectl set env deployment/web A=1 B-
kubectl set serviceaccount deployment web robot
kubectl rollout status deployment/web --timeout 2m
kubectl rollout history deployment/web --revision 2
kubectl rollout undo deployment/web
kubectl rollout undo deployment/web --to-revision 3
kubectl rollout restart daemonset/agent --namespace kube-system
kubectl expose deployment web --port 80 --target-port 8080 --type LoadBalancer
kubectl run shell -it --rm --image busybox --restart Never -- sh
kubectl logs web-1 --previous --container app
kubectl logs deployment/web --follow --since 2h
kubectl exec web-1 -it --container app -- sh
kubectl debug web-1 -it --image busybox --target app
kubectl port-forward service/web 8080:80
kubectl top pod --all-namespaces
kubectl cordon node-1
kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data
kubectl taint nodes node-1 gpu=yes:NoSchedule
kubectl label node node-1 disk=ssd
kubectl annotate pod web-1 note=hello old-
kubectl patch deployment web --patch '{"spec": {"replicas": 2}}'
kubectl auth can-i list secrets --as system:serviceaccount:shop:ci
kubectl wait pod/web-1 --for condition=Ready --timeout 60s
kubectl events --for pod/web-1
kubectl explain pod.spec.containers
kubectl config use-context prod
aws ecs create-cluster --cluster-name shop --capacity-providers FARGATE FARGATE_SPOT
aws ecs create-service --cluster shop --service-name web --task-definition web:3 --launch-type FARGATE \
--desired-count 2 \
--network-configuration awsvpcConfiguration={subnets=[s-1,s-2],securityGroups=[g-1],assignPublicIp=ENABLED}
aws ecs create-service --cluster shop --service-name web --task-definition web \
--placement-strategy type=spread,field=attribute:ecs.availability-zone type=binpack,field=memory
aws ecs update-service --cluster shop --service web --desired-count 12
aws ecs update-service --cluster shop --service web --force-new-deployment --enable-execute-command
aws ecs update-service --service web --no-enable-ecs-managed-tags
aws ecs update-service --cluster shop --service web --capacity-provider-strategy capacityProvider=FARGATE_SPOT,weight=3
aws ecs put-cluster-capacity-providers --cluster shop --capacity-providers FARGATE FARGATE_SPOT \
--default-capacity-provider-strategy capacityProvider=FARGATE,base=2,weight=1 capacityProvider=FARGATE_SPOT,weight=3
aws ecs run-task --cluster shop --task-definition migrate --count 2
aws ecs execute-command --cluster shop --task abc --container app --interactive --command 'sh -l'
aws ecs describe-services --cluster shop --services web api
aws ecs list-tasks --cluster shop --desired-status STOPPED
aws ecs stop-task --cluster shop --task abc --reason stuck
aws ecs update-container-instances-state --cluster shop --container-instances i-1 --status DRAINING
aws ecs wait services-stable --cluster shop --services web
aws application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/shop/web \
--scalable-dimension ecs:service:DesiredCount --min-capacity 2 --max-capacity 20
""".replace("\\\n", "").splitlines()
)
